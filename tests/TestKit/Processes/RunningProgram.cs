using System.Diagnostics;

namespace ConfigSync.TestKit.Processes;

/// <summary>A program that was started, with every line that it wrote. Disposing ends it if it still runs.</summary>
public sealed class RunningProgram : IAsyncDisposable
{
    private readonly Process _process;
    private readonly List<string> _output = [];
    private readonly List<string> _errors = [];
    private readonly Task _reading;

    private RunningProgram(Process process)
    {
        _process = process;
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput, _output), ReadAsync(process.StandardError, _errors));
    }

    /// <summary>Process id.</summary>
    public int Id => _process.Id;

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Lines of standard output so far.</summary>
    public IReadOnlyList<string> Output => Copy(_output);

    /// <summary>Lines of standard error so far.</summary>
    public IReadOnlyList<string> Errors => Copy(_errors);

    /// <summary>Starts a program.</summary>
    /// <param name="path">The executable.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables on top of the test's own, from which everything under <c>CONFIG_SYNC_</c> is taken.</param>
    /// <param name="folder">Its working directory; the test's own when not given.</param>
    public static RunningProgram Start(
        string path, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? folder = null)
    {
        var start = new ProcessStartInfo(path, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "",
        };
        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("CONFIG_SYNC_", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return new RunningProgram(Process.Start(start)!);
    }

    /// <summary>Waits for a line of standard output.</summary>
    /// <param name="matches">Which line.</param>
    /// <param name="after">How many lines to pass over, for a line that comes again.</param>
    public async Task<string> LineAsync(Func<string, bool> matches, int after = 0)
    {
        string? found = null;
        try
        {
            await Wait.Until(() => (found = Output.Skip(after).FirstOrDefault(matches)) is not null || HasExited, "the program wrote the line");
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"the program never wrote the line that is waited for, but:\n{Everything()}");
        }

        if (found is null)
        {
            await _reading;
            found = Output.Skip(after).FirstOrDefault(matches);
        }

        return found ?? throw new InvalidOperationException($"the program ended with code {_process.ExitCode} before it wrote the line:\n{Everything()}");
    }

    /// <summary>Sends a signal, such as <c>TERM</c>.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Ends it at once, if it still runs.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended, and may have been disposed of.
        }
    }

    /// <summary>Waits for its end and returns its exit code.</summary>
    public async Task<int> ExitCodeAsync()
    {
        await Wait.Until(() => HasExited, "the program ended");
        await _reading;
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await _process.WaitForExitAsync();
        // Not for ever: a child of it that still runs may hold the other end.
        await _reading.WaitAsync(Wait.Patience);
        _process.Dispose();
    }

    private string Everything() => string.Join('\n', [.. Output, .. Errors]);

    private static string[] Copy(List<string> lines)
    {
        lock (lines)
        {
            return [.. lines];
        }
    }

    private static async Task ReadAsync(StreamReader from, List<string> to)
    {
        while (await from.ReadLineAsync() is { } line)
        {
            lock (to)
            {
                to.Add(line);
            }
        }
    }
}
