"""Bytes of pictures, sounds and files beside the database, and what is carried of them."""
