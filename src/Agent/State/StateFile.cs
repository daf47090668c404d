using System.Buffers;
using System.Text.Json;
using ConfigSync.Agent.Native;

namespace ConfigSync.Agent.State;

/// <summary>
/// Keeps the state in a file that is replaced by rename(2): after a kill at any moment it holds the old or the new state. There is no fsync: a power
/// cut may leave an old or damaged file. A damaged one counts as none, which costs at most one more copy or reload.
/// </summary>
internal sealed class StateFile(string? directory)
{
    private const string FileName = "state.json";
    private const string TemporaryName = "state.json.tmp";

    private string? _problem;

    /// <summary>Reads the state. An invalid file counts as none, and sets the problem.</summary>
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

    /// <summary>Writes the state; returns a new problem once, and not again with each attempt.</summary>
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
        return StateFolder.TryReplace(directory, FileName, TemporaryName, content.WrittenSpan);
    }
}
