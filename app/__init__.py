"""Komar: child protection and facility inspection, offline first."""

VERSION = "0.1.0"
