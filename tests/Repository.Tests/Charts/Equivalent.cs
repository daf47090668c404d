using System.Text.Json.Nodes;
using ConfigSync.Repository.Tests.Manifests;
using ConfigSync.TestKit.Yaml;

namespace ConfigSync.Repository.Tests.Charts;

/// <summary>
/// An install that can be had in two ways: an overlay with components, and the chart with the values of <c>charts/config-sync/ci</c>, which has one file for
/// each folder of <c>manifests/overlays</c> and <c>manifests/components</c>.
/// </summary>
internal static class Equivalent
{
    /// <summary>Helm's own labels, which are all that the chart may add.</summary>
    public static readonly IReadOnlyList<string> HelmLabels = ["app.kubernetes.io/instance", "app.kubernetes.io/managed-by", "helm.sh/chart"];

    /// <summary>The values that stand for a folder of <c>manifests/</c>.</summary>
    public static string ValuesOf(string folder) => Helm.PathOf("ci", folder.Replace('/', '-') + ".yaml");

    /// <summary>An overlay alone, and each component on each overlay that it fits.</summary>
    public static IEnumerable<(string Overlay, string Components)> All() =>
        from overlay in ManifestTree.Under("overlays")
        from component in ManifestTree.Under("components").Select(static folder => Path.GetFileName(folder)).Where(component => Fits(overlay, component)).Prepend("")
        select (overlay, component);

    /// <summary>What users get who apply the overlay with the components, and with those that they stand on.</summary>
    public static IReadOnlyList<JsonObject> Kustomized(string overlay, IReadOnlyList<string> components)
    {
        var needed = components.Where(component => !ManifestTree.Brings(overlay, component)).ToList();
        if (components.Any(NeedsController) && !needed.Contains("controller") && !ManifestTree.Brings(overlay, "controller"))
        {
            needed.Insert(0, "controller");
        }

        return needed.Count == 0 ? ManifestTree.Render(overlay) : ManifestTree.Render(overlay, [.. needed]);
    }

    /// <summary>What users get who install the chart with the same things chosen by values.</summary>
    public static IReadOnlyList<JsonObject> Charted(string overlay, IEnumerable<string> components)
    {
        var files = components.Select(static component => ValuesOf($"components/{component}")).Prepend(ValuesOf(overlay)).Select(static file => $"--values={file}");
        return Helm.Template([.. files, .. overlay.EndsWith("self-signed", StringComparison.Ordinal) ? RealCertificates() : []]);
    }

    /// <summary>The objects without Helm's labels, all of which must have been there.</summary>
    public static IReadOnlyList<JsonObject> WithoutHelmLabels(IReadOnlyList<JsonObject> objects)
    {
        foreach (var item in objects)
        {
            var labels = item.At("metadata", "labels")!.AsObject();
            Assert.All(HelmLabels, label => Assert.True(labels.Remove(label), $"{ManifestComparison.Title(item)} has no label {label}"));
        }

        return objects;
    }

    /// <summary>Options that put the certificates of the rendered overlay in the place of those in <c>ci</c>.</summary>
    public static IReadOnlyList<string> RealCertificates() =>
    [
        .. new[] { ("certificate", "tls.crt"), ("key", "tls.key"), ("caBundle", "ca-bundle.crt") }
            .Select(static pair => $"--set-file=certificates.given.{pair.Item1}={ManifestTree.PathOf("certs", pair.Item2)}"),
    ];

    // Another way to make certificates is not added to an overlay but chosen instead of its own.
    private static bool Fits(string overlay, string component) =>
        Value($"components/{component}", "certificates", "mode") is not { } mode || mode == Value(overlay, "certificates", "mode");

    private static bool NeedsController(string component) => Value($"components/{component}", "controller", "enabled") == "true";

    private static string? Value(string folder, params ReadOnlySpan<string> path) =>
        File.Exists(ValuesOf(folder)) ? ManifestYaml.Parse(File.ReadAllText(ValuesOf(folder))).SingleOrDefault().Text(path) : null;
}
