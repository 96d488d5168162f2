"""Where a child lives: placements in the order of the policy, households that can take children, the way home."""
