// Each collection has a cluster of its own and mostly waits for it, so there may be more of them at a time than there are processors.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]
