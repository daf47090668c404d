using ConfigSync.TestKit.Requirements;

namespace ConfigSync.TestKit.Manifests;

/// <summary>The real program that users type.</summary>
public static class Kubectl
{
    /// <summary>Why it cannot be used; <see langword="null"/> when it can.</summary>
    public static string? Missing { get; } = Tools.Find("kubectl") is null ? "needs kubectl, which is not installed here" : null;

    /// <summary>Renders a folder as <c>kubectl apply -k</c> would.</summary>
    public static string Kustomize(string folder) => Tools.Output("kubectl", "kustomize", folder);
}
