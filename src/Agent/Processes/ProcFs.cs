using System.Buffers.Text;
using System.Globalization;
using System.Text;
using ConfigSync.Agent.Native;

namespace ConfigSync.Agent.Processes;

/// <summary>Reads the files of <c>/proc</c> that any process may read of any other. See proc(5).</summary>
internal static class ProcFs
{
    private const int NameLimit = 15;

    // Fifty numbers and a short name.
    private const int StatLimit = 1024;

    // Counted from the state, which follows the name.
    private const int ParentField = 1;
    private const int TerminalField = 4;
    private const int StartField = 19;

    public static int Self { get; } = Environment.ProcessId;

    /// <summary>Every process of the PID namespace except kernel threads.</summary>
    public static List<ProcessInfo> All()
    {
        var processes = new List<ProcessInfo>();
        using var proc = Files.Open(Files.WorkingDirectory, "/proc", Files.ReadOnly | Files.Directory);
        foreach (var (name, _) in DirectoryListing.Read(proc, "/proc"))
        {
            if (int.TryParse(name, out var id) && Find(id) is { Dead: false } process && process is not ({ Id: 2, Name: "kthreadd" } or { Parent: 2 }))
            {
                processes.Add(process);
            }
        }

        return processes;
    }

    public static ProcessInfo? Find(int id)
    {
        Span<byte> stat = stackalloc byte[StatLimit];
        var length = Files.TryReadStart($"/proc/{id}/stat", stat);
        stat = stat[..Math.Max(length, 0)];

        // The name stands in parentheses and may hold anything, parentheses and blanks included.
        var open = stat.IndexOf((byte)'(');
        var close = stat.LastIndexOf((byte)')');
        if (close < open || close + 2 >= stat.Length)
        {
            return null;
        }

        var fields = stat[(close + 2)..];
        return Utf8Parser.TryParse(Field(fields, ParentField), out int parent, out _)
            && Utf8Parser.TryParse(Field(fields, TerminalField), out int terminal, out _)
            && Utf8Parser.TryParse(Field(fields, StartField), out long start, out _)
            ? new ProcessInfo(id, Encoding.UTF8.GetString(stat[(open + 1)..close]), (char)fields[0], parent, terminal, start)
            : null;
    }

    /// <summary>True when this process, not a later one with the same PID, still runs.</summary>
    public static bool Runs(ProcessIdentity process) => Find(process.Id) is { Dead: false } found && found.Identity == process;

    /// <summary>The cgroup of a process, the same for all processes of a container.</summary>
    public static string Cgroup(int id) => Text($"/proc/{id}/cgroup");

    /// <summary>The mounts of a process; <see langword="null"/> when they can't be read.</summary>
    public static MountTable? Mounts(int id) => MountTable.Parse(Text($"/proc/{id}/mountinfo"));

    /// <summary>The command line of a process, without the empty words that are left where a program wrote a title over it.</summary>
    public static string[] CommandLine(int id) => Text($"/proc/{id}/cmdline").TrimEnd('\0').Split('\0');

    /// <summary>True when the process' executable has that name, according to its name or its command line.</summary>
    public static bool IsCalled(ProcessInfo process, string name)
    {
        if (name.Length <= NameLimit && process.Name == name)
        {
            return true;
        }

        // A title such as 'nginx: master process' replaces the arguments: it ends where the name does.
        var called = CommandLine(process.Id)[0].Split(": ")[0];
        return called[(called.LastIndexOf('/') + 1)..] == name;
    }

    /// <summary>The disposition of a signal in a process.</summary>
    public static SignalDisposition DispositionOf(int id, int signal)
    {
        var status = Text($"/proc/{id}/status");
        if (status.Length == 0)
        {
            return SignalDisposition.NoProcess;
        }

        if (Mask(status, "SigCgt:", signal) || Mask(status, "SigBlk:", signal))
        {
            // Programs that receive signals by sigwait or signalfd keep them blocked.
            return SignalDisposition.Handled;
        }

        return Mask(status, "SigIgn:", signal) ? SignalDisposition.Ignored : SignalDisposition.Default;
    }

    /// <summary>The effective UID of a process.</summary>
    public static string UserOf(int id) => Field(Text($"/proc/{id}/status"), "Uid:").Split('\t', StringSplitOptions.RemoveEmptyEntries) is [_, var effective, ..] ? effective : "?";

    private static bool Mask(string status, string name, int signal) =>
        ulong.TryParse(Field(status, name).Trim(), NumberStyles.HexNumber, null, out var mask) && (mask & (1UL << (signal - 1))) != 0;

    private static string Field(string status, string name)
    {
        var start = status.IndexOf("\n" + name, StringComparison.Ordinal);
        return start < 0 ? "" : status[(start + name.Length + 1)..].Split('\n')[0];
    }

    private static ReadOnlySpan<byte> Field(ReadOnlySpan<byte> fields, int index)
    {
        for (; index > 0; index--)
        {
            fields = fields[(fields.IndexOf((byte)' ') + 1)..];
        }

        return fields;
    }

    private static string Text(string path) => Files.TryReadAll(path) is { } content ? Encoding.UTF8.GetString(content) : "";
}

/// <summary>
/// The disposition of a signal in a process, see signal(7): its default action, which for most signals ends the process; caught or waited for;
/// or ignored. <see cref="NoProcess"/>: the process no longer exists.
/// </summary>
internal enum SignalDisposition
{
    Default,
    Handled,
    Ignored,
    NoProcess,
}
