"""What people did here and the server has not confirmed: captured, frozen into lines, sent, answered."""
