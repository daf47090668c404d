using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using ConfigSync.TestKit.Requirements;
using ConfigSync.TestKit.Yaml;

namespace ConfigSync.TestKit.Manifests;

/// <summary>
/// A copy of manifests/ in a temporary folder, with certificates for the self-signed overlay, so that rendering neither needs nor leaves
/// anything in the sources. Each folder is rendered once.
/// </summary>
public static class ManifestTree
{
    private static readonly Lazy<string> Copy = new(Make);
    private static readonly ConcurrentDictionary<string, Lazy<IReadOnlyList<JsonObject>>> Rendered = new(StringComparer.Ordinal);

    /// <summary>Folders below manifests/ that hold a kustomization, relative to it.</summary>
    public static IReadOnlyList<string> Folders { get; } =
    [
        .. Directory.EnumerateFiles(Repository.PathOf("manifests"), "kustomization.yaml", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.PathOf("manifests"), Path.GetDirectoryName(file)!))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Folders of one kind, such as <c>overlays</c>.</summary>
    public static IEnumerable<string> Under(string kind) => Folders.Where(folder => folder.StartsWith(kind + "/", StringComparison.Ordinal));

    /// <summary>Whether an overlay brings a component already; it can't be had twice.</summary>
    public static bool Brings(string overlay, string component) =>
        File.ReadLines(Repository.PathOf("manifests", overlay, "kustomization.yaml")).Contains($"  - ../../components/{component}");

    /// <summary>Where the copy is.</summary>
    public static string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([Copy.Value, .. parts]);

    /// <summary>The objects that a folder makes.</summary>
    public static IReadOnlyList<JsonObject> Render(string folder) =>
        Rendered.GetOrAdd(folder, static folder => new(() => ManifestYaml.Parse(Kubectl.Kustomize(PathOf(folder))))).Value;

    /// <summary>The objects that an overlay makes together with components.</summary>
    public static IReadOnlyList<JsonObject> Render(string overlay, params string[] components)
    {
        var name = $"with/{overlay}+{string.Join('+', components)}".Replace("/", "-", StringComparison.Ordinal);
        return Rendered.GetOrAdd(name, name => new(() =>
        {
            Directory.CreateDirectory(PathOf(name));
            var lines = components.Select(component => $"  - ../components/{component}");
            File.WriteAllText(PathOf(name, "kustomization.yaml"),
                $"apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n  - ../{overlay}\ncomponents:\n{string.Join('\n', lines)}\n");
            return ManifestYaml.Parse(Kubectl.Kustomize(PathOf(name)));
        })).Value;
    }

    private static string Make()
    {
        var root = Directory.CreateTempSubdirectory("config-sync-manifests-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(root, recursive: true);
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("manifests"), "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(root, Path.GetRelativePath(Repository.PathOf("manifests"), file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        var generated = Path.Combine(root, "overlays", "self-signed", "generated");
        Tools.Output("bash", Repository.PathOf("certs", "generate.sh"), "--out", Path.Combine(root, "certs"), "--overlay", generated);
        return root;
    }
}
