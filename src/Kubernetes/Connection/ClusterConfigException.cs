namespace ConfigSync.Kubernetes.Connection;

/// <summary>The configuration of the cluster can't be used; the message names the file and the fix.</summary>
public sealed class ClusterConfigException(string message, Exception? inner = null) : Exception(message, inner);
