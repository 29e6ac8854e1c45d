"""What people decided and read: verdicts on findings, and values read from the original."""
