using System.Buffers;
using System.Text.Json;
using ConfigSync.Agent.Native;

namespace ConfigSync.Agent.State;

/// <summary>Keeps the state in a file, replaced as a whole: a reader finds the old or the new one and nothing in between.</summary>
internal sealed class StateFile(string? directory)
{
    private const string FileName = "state.json";
    private const string TemporaryName = "state.json.tmp";

    private string? _problem;

    /// <summary>Reads the state. A file that makes no sense counts as none, and the problem is told.</summary>
    public AgentState Load(out string? problem)
    {
        problem = null;
        var state = new AgentState();
        if (directory is null || Files.TryReadAll($"{directory}/{FileName}") is not { } content)
        {
            return state;
        }

        try
        {
            return StateJson.Read(content);
        }
        catch (Exception unusable) when (unusable is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            problem = $"can't read state '{directory}/{FileName}': {unusable.Message}";
            return state;
        }
    }

    /// <summary>Writes the state; gives the problem, once, when it cannot.</summary>
    public string? Save(AgentState state)
    {
        if (directory is null)
        {
            return null;
        }

        var before = _problem;
        _problem = TrySave(directory, state);
        return _problem == before ? null : _problem;
    }

    private static string? TrySave(string directory, AgentState state)
    {
        var content = new ArrayBufferWriter<byte>();
        StateJson.Write(state, content);
        try
        {
            Directory.CreateDirectory(directory);
            using var home = Files.Open(Files.WorkingDirectory, directory, Files.ReadOnly | Files.Directory);
            _ = Libc.UnlinkAt(home, TemporaryName, 0);
            using (var file = Files.Open(home, TemporaryName, Files.WriteOnly | Files.Create | Files.Exclusive | Files.NoFollow, 0b110_000_000, "write"))
            {
                Files.WriteAll(file, content.WrittenSpan, FileName);
            }

            return Libc.RenameAt(home, TemporaryName, home, FileName) == 0 ? null : NativeException.For("write", $"{directory}/{FileName}").Message;
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            return $"can't keep state in '{directory}': {unwritable.Message}";
        }
    }
}
