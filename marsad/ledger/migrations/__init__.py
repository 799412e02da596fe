"""The steps that lead from an older ledger to this version's."""
