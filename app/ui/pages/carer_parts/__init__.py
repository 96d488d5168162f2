"""Parts of the pages of the register of family and community care."""
