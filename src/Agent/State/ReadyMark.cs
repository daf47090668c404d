using System.Globalization;
using System.Text;
using ConfigSync.Agent.Native;
using ConfigSync.Agent.Processes;

namespace ConfigSync.Agent.State;

/// <summary>
/// The file by which an exec probe knows that the agent is ready: it names the process that wrote it, by PID and start time. So a file that an earlier
/// container left behind counts for nothing, even where the PID is the same.
/// </summary>
internal sealed class ReadyMark(string directory)
{
    private const string FileName = "ready";
    private const string TemporaryName = "ready.tmp";
    private const int BetweenLooks = 10;
    private const int Looks = 80;
    private const int LongestContent = 64;

    private string Path => $"{directory}/{FileName}";

    /// <summary>Removes what an earlier agent wrote.</summary>
    public void Remove() => _ = Libc.UnlinkAt(Files.WorkingDirectory, Path, 0);

    /// <summary>Writes it for this process; returns the problem, or <see langword="null"/> on success.</summary>
    public string? TryWrite()
    {
        var self = ProcFs.Find(ProcFs.Self)!.Identity;
        return StateFolder.TryReplace(directory, FileName, TemporaryName, Encoding.UTF8.GetBytes(Text(self)));
    }

    /// <summary>True when the agent is ready, or becomes so while this waits, which is for less than the second that a probe has by default.</summary>
    public unsafe bool Wait()
    {
        for (var look = 0; !IsOfARunningAgent(); look++)
        {
            if (look == Looks)
            {
                return false;
            }

            // No descriptor: it only waits.
            _ = Libc.Poll(null, 0, BetweenLooks);
        }

        return true;
    }

    private bool IsOfARunningAgent()
    {
        Span<byte> content = stackalloc byte[LongestContent];
        var length = Files.TryReadStart(Path, content);
        return length > 0
            && Encoding.UTF8.GetString(content[..length]).Split(' ') is [var id, var start]
            && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var process)
            && long.TryParse(start, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            && ProcFs.Runs(new ProcessIdentity(process, ticks));
    }

    private static string Text(ProcessIdentity process) => string.Create(CultureInfo.InvariantCulture, $"{process.Id} {process.StartTicks}");
}
