using ConfigSync.TestKit;
using ConfigSync.TestKit.Agents;
using ConfigSync.TestKit.Kubelet;
using ConfigSync.TestKit.Processes;
using ConfigSync.TestKit.Requirements;

namespace ConfigSync.Agent.Tests.Applications;

/// <summary>Applications that watch their own file, as OpenClaw does: they need no reload, and each change must be one event.</summary>
public sealed class ChokidarTests : IDisposable
{
    // As OpenClaw watches: events are held until the file has been quiet for a moment, and what is read must be whole.
    private const string Script = """
        const chokidar = require('chokidar'), fs = require('fs'), file = process.argv[2];
        chokidar.watch(file, { ignoreInitial: true, awaitWriteFinish: { stabilityThreshold: 100, pollInterval: 20 } })
            .on('ready', () => console.log('ready'))
            .on('all', (event) => {
                try { console.log(event + ' ' + JSON.parse(fs.readFileSync(file, 'utf8')).number); }
                catch (torn) { console.log(event + ' torn'); }
            });
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly KubeletVolume _volume;

    public ChokidarTests() => _volume = new KubeletVolume(_folder.PathOf("volume"));

    public void Dispose() => _folder.Dispose();

    [TheoryIfAvailable(Requirement.Chokidar)]
    [InlineData("--copy")]
    [InlineData("--copy-in-place")]
    public async Task EachChangeIsOneEventAndIsReadWhole(string flag)
    {
        var target = _folder.PathOf("target/openclaw.json");
        Write(0);
        await using var agent = await AgentProcess.StartAsync($"--source=app:{_volume.Path}", $"{flag}=app/openclaw.json:{target}");
        await agent.ReadyAsync();
        var script = _folder.Write("watch.js", Script);
        await using var node = RunningProgram.Start(
            Tools.Find("node")!, [script, target], new Dictionary<string, string> { ["NODE_PATH"] = Path.Combine(NodeModules.Chokidar!, "node_modules") });
        await node.LineAsync(static line => line == "ready");

        for (var number = 1; number <= 5; number++)
        {
            Write(number);
            await node.LineAsync(line => line.EndsWith($" {number}", StringComparison.Ordinal));
        }

        Assert.Equal(["ready", "change 1", "change 2", "change 3", "change 4", "change 5"], node.Output);
    }

    // Shorter and longer by turns.
    private void Write(int number) => _volume.Write(("openclaw.json", $$"""{"number":{{number}},"filler":"{{new string('x', number % 2 == 0 ? 20_000 : 10)}}"}"""));
}
