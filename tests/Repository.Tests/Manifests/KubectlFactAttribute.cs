namespace ConfigSync.Repository.Tests.Manifests;

/// <summary>A test that renders manifests. Skipped, and saying so, where a program that it needs is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KubectlFactAttribute : FactAttribute
{
    /// <summary>Needs kubectl, and what else is named.</summary>
    public KubectlFactAttribute(params string[] others) =>
        Skip = Kubectl.Missing ?? (others.FirstOrDefault(static other => Tools.Find(other) is null) is { } missing ? $"{missing} is not installed" : null);
}
