"""The office's work in numbers and lists: the monthly return, insights, lists to Excel."""
