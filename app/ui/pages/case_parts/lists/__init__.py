"""Lists of parts on the page of a case, and the filters of the list of cases."""
