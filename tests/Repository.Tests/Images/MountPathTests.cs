using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ConfigSync.Contract;
using ConfigSync.Repository.Tests.Manifests;

namespace ConfigSync.Repository.Tests.Images;

/// <summary>
/// No mount of ours lies at, below or above a file of the image that it is mounted in. Below a file the container runtime says "not a directory"
/// and the container never starts; at it or above it the mount hides the file.
/// </summary>
public sealed partial class MountPathTests
{
    private static readonly string Dockerfile = File.ReadAllText(Sources.PathOf("Dockerfile"));

    private static readonly string[] OurContainers = [InjectedNames.AgentContainer, InjectedNames.InitContainer];

    private static readonly string[] GoldenFiles =
    [
        .. Directory.EnumerateFiles(Sources.PathOf("tests", "Injection.Tests", "Golden"), "expected.pod.json", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Sources.Root, file)).Order(StringComparer.Ordinal),
    ];

    public static TheoryData<string> GoldenPods => [.. GoldenFiles];

    [Theory]
    [MemberData(nameof(GoldenPods))]
    public void NoMountOfAnInjectedContainerCollidesWithTheAgentsImage(string file)
    {
        var spec = JsonNode.Parse(File.ReadAllText(Sources.PathOf(file)))!["spec"]!;
        var containers = Containers(spec).Where(container => OurContainers.Contains((string?)container["name"])).ToList();

        Assert.All(containers, container => Assert.Empty(Collisions(container, FilesOf("agent"))));
    }

    [Fact]
    public void SomeGoldenPodHasEachOfOurMounts()
    {
        var paths = GoldenFiles.SelectMany(file => Containers(JsonNode.Parse(File.ReadAllText(Sources.PathOf(file)))!["spec"]!))
            .Where(container => OurContainers.Contains((string?)container["name"])).SelectMany(Mounts).ToList();

        Assert.All([InjectedNames.SourcesPath, InjectedNames.TargetsPath, InjectedNames.StatePath, InjectedNames.ServiceAccountPath],
            root => Assert.Contains(paths, path => IsAtOrBelow(path, root)));
    }

    [KubectlTheory]
    [InlineData("webhook")]
    [InlineData("controller")]
    public void NoMountOfAServerCollidesWithItsImage(string target)
    {
        var containers = ManifestTree.Render("overlays/self-managed").Pods().SelectMany(static pod => pod.List("spec", "containers"))
            .Where(container => container.Text("image")!.Contains($"/{target}:", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(containers);
        Assert.All(containers, container => Assert.Empty(Collisions(container, FilesOf(target))));
    }

    [Theory]
    [InlineData("/config-sync", "/config-sync/state", true)]
    [InlineData("/config-sync/state/program", "/config-sync/state", true)]
    [InlineData("/config-sync/state", "/config-sync/state", true)]
    [InlineData("/config-sync-webhook", "/config-sync", false)]
    [InlineData("/usr/local/bin/config-sync", "/config-sync/state", false)]
    public void CollisionIsSeen(string file, string mount, bool collides) => Assert.Equal(collides, Collide(file, mount));

    /// <summary>The files that a final stage copies into its image.</summary>
    private static List<string> FilesOf(string target)
    {
        var stage = StageOf(target).Match(Dockerfile);
        Assert.True(stage.Success, $"the Dockerfile has no stage '{target}'");
        var files = CopyLine().Matches(stage.Value).Select(static copy => copy.Groups["to"].Value).ToList();
        Assert.NotEmpty(files);
        return files;
    }

    private static IEnumerable<string> Collisions(JsonNode container, List<string> files) =>
        from mount in Mounts(container)
        from file in files
        where Collide(file, mount)
        select $"{container["name"]}: the mount {mount} and the image's file {file}";

    private static bool Collide(string file, string mount) => IsAtOrBelow(file, mount) || IsAtOrBelow(mount, file);

    private static bool IsAtOrBelow(string path, string root) => path == root || path.StartsWith(root + "/", StringComparison.Ordinal);

    private static IEnumerable<JsonNode> Containers(JsonNode spec) =>
        ((JsonArray?)spec["initContainers"] ?? []).Concat(spec["containers"]!.AsArray()).Select(static container => container!);

    private static IEnumerable<string> Mounts(JsonNode container) =>
        ((JsonArray?)container["volumeMounts"] ?? []).Select(static mount => (string)mount!["mountPath"]!);

    private static Regex StageOf(string target) => new($@"^FROM \S+ AS {target}$.*?(?=^FROM |\z)", RegexOptions.Multiline | RegexOptions.Singleline);

    [GeneratedRegex(@"^COPY --from=\S+ \S+ (?<to>/\S+)$", RegexOptions.Multiline)]
    private static partial Regex CopyLine();
}
