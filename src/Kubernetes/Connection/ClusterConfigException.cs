namespace ConfigSync.Kubernetes;

/// <summary>The description of the cluster can't be used; the message names the file and the remedy.</summary>
public sealed class ClusterConfigException(string message, Exception? inner = null) : Exception(message, inner);
