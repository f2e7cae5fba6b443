"""The keeper's work: receipts, issues, returns, transfers, stock-taking, minimum levels, and what moved when and why."""
