"""Parts of the page of a form, and the list of forms on other pages."""
