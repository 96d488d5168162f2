"""What protects a child: danger and its warnings, incidents, the safety plan, acts in best interests, looks at the risk."""
