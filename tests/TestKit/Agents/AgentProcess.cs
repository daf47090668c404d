using System.Globalization;
using System.Text.Json.Nodes;
using ConfigSync.TestKit.Processes;

namespace ConfigSync.TestKit.Agents;

/// <summary>The agent as the program that it is.</summary>
public sealed class AgentProcess : IAsyncDisposable
{
    private static readonly HttpClient Http = new();

    private readonly int _port;

    private AgentProcess(RunningProgram program, int port)
    {
        Program = program;
        _port = port;
    }

    /// <summary>The program.</summary>
    public RunningProgram Program { get; }

    /// <summary>The log so far.</summary>
    public IReadOnlyList<JsonNode> Log => [.. Program.Output.Select(static line => JsonNode.Parse(line)!)];

    /// <summary>Starts it, serving HTTP on a port of its own choice, and waits until it says so.</summary>
    public static Task<AgentProcess> StartAsync(params IEnumerable<string> arguments) =>
        FromAsync(RunningProgram.Start(Binaries.Find("config-sync"), [.. arguments, "--listen=127.0.0.1:0"]));

    /// <summary>Starts it in a Pod's namespace.</summary>
    public static Task<AgentProcess> StartAsync(PidNamespace pod, TestCgroup? cgroup, int? user, params IEnumerable<string> arguments) =>
        FromAsync(pod.Start([Binaries.Find("config-sync"), .. arguments, "--listen=127.0.0.1:0"], cgroup, user));

    /// <summary>Waits for an event of the log.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="matches">Which of them; the first when not given.</param>
    public async Task<JsonNode> EventAsync(string name, Func<JsonNode, bool>? matches = null) => JsonNode.Parse(
        await Program.LineAsync(line => JsonNode.Parse(line)! is var entry && (string?)entry["event"] == name && (matches is null || matches(entry))))!;

    /// <summary>How often an event was logged.</summary>
    public int Count(string name) => Log.Count(entry => (string?)entry["event"] == name);

    /// <summary>Waits until the agent says that it finished its first round.</summary>
    public Task ReadyAsync() => Wait.Until(
        async () => (await StatusAsync())["sources"]!.AsArray().All(static source => source!["applied"] is not null),
        "the agent was done with its first round");

    /// <summary>Waits until the agent saw so many changes, of all sources together, and what is wanted of every source is in effect.</summary>
    public Task InSyncAsync(int changes) => Wait.Until(
        async () => (await StatusAsync())["sources"]!.AsArray() is var sources
            && sources.Sum(static source => (int)source!["changes"]!) >= changes
            && sources.All(static source => source!["desired"] is { } desired && (string?)source["applied"] == (string?)desired),
        "every source was applied");

    /// <summary>The document at <c>/status</c>.</summary>
    public async Task<JsonNode> StatusAsync() => JsonNode.Parse(await Http.GetStringAsync(Url("/status")))!;

    /// <summary>One sample of <c>/metrics</c>, by its name and labels as they are printed.</summary>
    public async Task<double> MetricAsync(string sample)
    {
        var page = await Http.GetStringAsync(Url("/metrics"));
        var line = page.Split('\n').SingleOrDefault(line => line.StartsWith(sample + " ", StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"there is no sample '{sample}' in:\n{page}");
        return double.Parse(line[(sample.Length + 1)..], CultureInfo.InvariantCulture);
    }

    /// <summary>The status code of a path.</summary>
    public async Task<int> CodeAsync(string path)
    {
        using var response = await Http.GetAsync(Url(path));
        return (int)response.StatusCode;
    }

    public ValueTask DisposeAsync() => Program.DisposeAsync();

    private static async Task<AgentProcess> FromAsync(RunningProgram program)
    {
        var listening = JsonNode.Parse(await program.LineAsync(static line => line.Contains("\"Listening\"", StringComparison.Ordinal)))!;
        return new AgentProcess(program, (int)listening["port"]!);
    }

    private Uri Url(string path) => new($"http://127.0.0.1:{_port}{path}");
}
