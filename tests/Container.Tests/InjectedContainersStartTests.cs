using System.Text.Json.Nodes;
using ConfigSync.TestKit;
using ConfigSync.TestKit.Requirements;

namespace ConfigSync.Container.Tests;

/// <summary>Law: every container that the webhook adds, in every golden Pod, starts from the image that is shipped, and ends when it is told to.</summary>
public sealed class InjectedContainersStartTests(InjectedContainersStartTests.AgentImage image) : IClassFixture<InjectedContainersStartTests.AgentImage>
{
    private static readonly string Golden = Repository.PathOf("tests", "Injection.Tests", "Golden");

    public static TheoryData<string, string> InjectedContainers()
    {
        var rows = new TheoryData<string, string>();
        foreach (var folder in Directory.GetDirectories(Golden).Where(static folder => File.Exists(PodOf(folder))).Order(StringComparer.Ordinal))
        {
            foreach (var container in Ours(Path.GetFileName(folder)))
            {
                rows.Add(Path.GetFileName(folder), (string)container["name"]!);
            }
        }

        return rows;
    }

    [TheoryIfAvailable(Requirement.Containers)]
    [MemberData(nameof(InjectedContainers))]
    public async Task ItStartsAndEndsWithCodeZero(string golden, string name)
    {
        await using var bundle = new Bundle(image.Value, Ours(golden).Single(container => (string)container["name"]! == name));
        await using var program = bundle.Run();
        // The init container ends by itself, with the first copy made.
        if (name == "config-sync")
        {
            await program.LineAsync(static line => line.Contains("\"event\":\"Started\"", StringComparison.Ordinal));
            bundle.Terminate();
        }

        // With what runc said: it is the only one to know why a container could not start.
        var code = await program.ExitCodeAsync();
        Assert.True(code == 0, $"the exit code is {code}: {string.Join('\n', program.Errors)}");
    }

    private static IEnumerable<JsonNode> Ours(string golden)
    {
        var spec = JsonNode.Parse(File.ReadAllText(PodOf(Path.Combine(Golden, golden))))!["spec"]!;
        return ((JsonArray?)spec["initContainers"] ?? []).Concat(spec["containers"]!.AsArray()).Select(static container => container!)
            .Where(static container => (string)container["name"]! is "config-sync" or "config-sync-init" && container["args"] is not null);
    }

    private static string PodOf(string folder) => Path.Combine(folder, "expected.pod.json");

    /// <summary>Unpacked once for all.</summary>
    public sealed class AgentImage : IDisposable
    {
        private readonly Lazy<BuiltImage> _image = new(static () => BuiltImage.Unpack("agent"));

        internal BuiltImage Value => _image.Value;

        public void Dispose()
        {
            if (_image.IsValueCreated)
            {
                _image.Value.Dispose();
            }
        }
    }
}
