"""How each kind of part is shown on the page of a case, from one module a part."""
