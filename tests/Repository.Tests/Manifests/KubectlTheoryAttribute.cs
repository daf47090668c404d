namespace ConfigSync.Repository.Tests.Manifests;

/// <summary>Rows of tests that render manifests. Skipped, and saying so, where there is no kubectl.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KubectlTheoryAttribute : TheoryAttribute
{
    public KubectlTheoryAttribute() => Skip = Kubectl.Missing;
}
