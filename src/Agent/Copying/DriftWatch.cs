using ConfigSync.Agent.Native;
using ConfigSync.Agent.State;

namespace ConfigSync.Agent.Copying;

/// <summary>Finds copies that differ from what the agent wrote.</summary>
internal sealed class DriftWatch(AgentState state)
{
    private readonly FileContent _content = new();
    private readonly Dictionary<string, (FileStatus Status, WrittenFile Written)> _unchanged = new(StringComparer.Ordinal);

    /// <summary>The drifted targets. A file whose status has not changed since the last comparison is not read again.</summary>
    public IReadOnlyList<string> Find() => [.. state.Written.Where(file => Drifted(file.Key, file.Value)).Select(static file => file.Key)];

    private bool Drifted(string target, WrittenFile written)
    {
        try
        {
            if (FileStatus.At(target, follow: false) is not { } status)
            {
                return true;
            }

            if (_unchanged.TryGetValue(target, out var known) && known == (status, written))
            {
                return false;
            }

            using var directory = Files.Open(Files.WorkingDirectory, Path.GetDirectoryName(target)!, Files.ReadOnly | Files.Directory);
            if (_content.Hash(directory, Path.GetFileName(target))?.Hash != written.Hash)
            {
                return true;
            }

            _unchanged[target] = (status, written);
            return false;
        }
        catch (NativeException)
        {
            // Unreadable, so drift is unknown; the next copy reports the error.
            return false;
        }
    }
}
