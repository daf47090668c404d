namespace ConfigSync.Controller.Index;

/// <summary>How much there is of what, for metrics.</summary>
internal sealed record ClusterCounts(int Pods, int Objects, int Nudges, int Rollouts, int ActiveRollouts);
