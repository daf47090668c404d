using System.Collections;
using System.Text.Json.Nodes;
using ConfigSync.Agent.Options;
using ConfigSync.Contract;
using ConfigSync.TestKit;

namespace ConfigSync.Agent.Tests.Options;

/// <summary>What the webhook writes, the agent reads.</summary>
public sealed class GoldenCommandLineTests
{
    private static readonly string Folder = Repository.PathOf("tests", "Injection.Tests", "Golden");

    public static TheoryData<string> Cases() =>
    [
        .. Directory.GetFiles(Folder, "expected.pod.json", SearchOption.AllDirectories)
            .Where(static file => CommandLines(file).Any())
            .Select(static file => Path.GetRelativePath(Folder, Path.GetDirectoryName(file)!))
            .Order(StringComparer.Ordinal),
    ];

    [Fact]
    public void ThereAreGoldenPodsWithAnAgent() => Assert.True(Cases().Count > 10, $"only {Cases().Count} golden Pods under '{Folder}' have an agent");

    [Theory]
    [MemberData(nameof(Cases))]
    public void AgentAcceptsWhatTheWebhookWrites(string golden)
    {
        foreach (var arguments in CommandLines(Path.Combine(Folder, golden, "expected.pod.json")))
        {
            var parsed = AgentOptionsReader.Program.Parse(arguments, new Hashtable());
            Assert.Empty(parsed.Errors);
            Assert.NotNull(parsed.Options);
        }
    }

    private static IEnumerable<string[]> CommandLines(string file)
    {
        var specification = JsonNode.Parse(File.ReadAllText(file))!["spec"]!;
        return ((string[])["initContainers", "containers"])
            .SelectMany(list => specification[list]?.AsArray() ?? [])
            .Where(static container => (string?)container!["name"] is InjectedNames.AgentContainer or InjectedNames.InitContainer)
            .Where(static container => container!["args"] is not null)
            .Select(static container => container!["args"]!.AsArray().Select(static argument => (string)argument!).ToArray());
    }
}
