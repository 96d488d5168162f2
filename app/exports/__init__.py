"""Workbooks: the monthly return, the records behind a number, lists. Cell text is never a formula."""
