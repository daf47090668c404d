using System.Text.Json.Nodes;
using ConfigSync.TestKit;
using ConfigSync.TestKit.Processes;
using ConfigSync.TestKit.Requirements;

namespace ConfigSync.Container.Tests.Runtime;

/// <summary>A container that runc runs. Disposing ends it if it still runs.</summary>
internal sealed class RunningContainer : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly string _id = $"config-sync-test-{Guid.NewGuid():N}";

    private RunningContainer(TemporaryFolder folder)
    {
        _folder = folder;
        Program = RunningProgram.Start("runc", ["--root", State, "run", "--bundle", folder.Path, _id]);
    }

    /// <summary>runc in the foreground: its output is the container's, and its exit code too.</summary>
    public RunningProgram Program { get; }

    private string State => _folder.PathOf("state");

    /// <summary>Starts one.</summary>
    /// <param name="image">What it is started from; its files are copied.</param>
    /// <param name="specify">Makes the specification, given the folder with the copy.</param>
    public static RunningContainer Start(ContainerImage image, Func<string, JsonObject> specify)
    {
        var folder = new TemporaryFolder();
        try
        {
            var root = folder.PathOf("root");
            // Hard links: as quick as a layer, and what the runtime adds (directories to mount at) is this copy's alone.
            Tools.Output("cp", "--archive", "--link", image.RootFileSystem, root);
            File.WriteAllText(folder.PathOf("config.json"), specify(root).ToJsonString());
            return new RunningContainer(folder);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>The process ID of its first process, on this machine.</summary>
    public async Task<int> ProcessIdAsync()
    {
        var process = 0;
        await Wait.Until(() => Program.HasExited || (process = ReadProcessId()) > 0, "runc started the container");
        return process > 0 ? process : throw new InvalidOperationException($"the container ended: {string.Join('\n', Program.Errors)}");
    }

    /// <summary>Sends its first process a signal, such as <c>TERM</c>.</summary>
    public void Signal(string name) => Tools.Output("runc", "--root", State, "kill", _id, name);

    /// <summary>Runs a command in it, as a probe does; true when it ends with 0.</summary>
    public bool Passes(params IEnumerable<string> command) => Tools.Run("runc", Wait.Patience, ["--root", State, "exec", _id, .. command]);

    /// <summary>Ends it as the kubelet does, and gives its exit code.</summary>
    public Task<int> TerminateAsync()
    {
        Signal("TERM");
        return Program.ExitCodeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Tools.Run("runc", Wait.Patience, "--root", State, "delete", "--force", _id);
        await Program.DisposeAsync();
        _folder.Dispose();
    }

    private int ReadProcessId()
    {
        // runc itself keeps it there, and writes it once the container's first process exists.
        var state = Path.Combine(State, _id, "state.json");
        try
        {
            return File.Exists(state) && JsonNode.Parse(File.ReadAllText(state)) is { } read ? (int)read["init_process_pid"]! : 0;
        }
        catch (System.Text.Json.JsonException)
        {
            // Half written.
            return 0;
        }
    }
}
