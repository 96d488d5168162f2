"""What a child needs and gets: assessments, the plan, services, visits of follow-up."""
