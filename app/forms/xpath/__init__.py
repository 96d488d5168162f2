"""ODK's dialect of XPath 1.0, for forms: tokens → syntax → closures, each expression compiled once.

Where the ODK XForms specification deviates from XPath 1.0 this follows the specification: dates are ISO texts that count as
days since 1970 in arithmetic and comparison, `round` takes a number of digits, `position` a node, `concat` node-sets.
Nothing here knows of workbooks, sessions, files or screens.
"""
