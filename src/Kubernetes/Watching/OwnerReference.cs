namespace ConfigSync.Kubernetes;

/// <summary>The object that controls another.</summary>
/// <param name="ApiVersion">Group and version of the owner.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Name">Its name, in the namespace of what it owns.</param>
/// <param name="Uid">What tells it from another of the same name.</param>
public sealed record OwnerReference(string ApiVersion, string Kind, string Name, string Uid);
