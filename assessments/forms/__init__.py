"""What people post: checked, and said in the terms of the actions."""
