namespace ConfigSync.TestKit.Processes;

/// <summary>An application that reads one file when it starts and at every SIGHUP, and says each time what it read.</summary>
public sealed class TestApplication : IAsyncDisposable
{
    // Reading a FIFO that nobody writes to is waiting without a child process that would have to be cleaned up.
    private const string Script = """
        printf %s "$1" > /proc/$$/comm
        case $3 in
            Reloads) trap 'IFS= read -r line < "$2"; echo "reloaded $line"' HUP ;;
            Ignores) trap '' HUP ;;
            CatchesAndExits) trap 'echo exiting; exit 2' HUP ;;
        esac
        fifo=$(mktemp -u); mkfifo "$fifo"; exec 3<> "$fifo"; rm "$fifo"
        IFS= read -r line < "$2"; echo "started $line"
        while :; do read -r -u 3; done
        """;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    private readonly RunningProgram _program;

    private TestApplication(string name, RunningProgram program)
    {
        Name = name;
        _program = program;
    }

    /// <summary>Its executable's name as others see it.</summary>
    public string Name { get; }

    /// <summary>Its process id, in the test's own namespace.</summary>
    public int Id => _program.Id;

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _program.HasExited;

    /// <summary>The content that it read at each reload.</summary>
    public IReadOnlyList<string> ReloadedWith =>
        [.. _program.Output.Where(static line => line.StartsWith("reloaded ", StringComparison.Ordinal)).Select(static line => line["reloaded ".Length..])];

    /// <summary>The newest content it has, however it came by it.</summary>
    public string Has => _program.Output
        .Last(static line => line.StartsWith("reloaded ", StringComparison.Ordinal) || line.StartsWith("started ", StringComparison.Ordinal))
        .Split(' ', 2)[1];

    /// <summary>A name that no other test uses, short enough not to be cut.</summary>
    public static string UniqueName() => $"app-{Guid.NewGuid().ToString("N")[..10]}";

    /// <summary>The arguments with which bash becomes the application.</summary>
    public static string[] Arguments(string name, string file, SignalBehaviour behaviour) => ["-c", Script, "bash", name, file, behaviour.ToString()];

    /// <summary>Starts one and waits until it has read its file.</summary>
    public static async Task<TestApplication> StartAsync(string file, SignalBehaviour behaviour = SignalBehaviour.Reloads, string? name = null)
    {
        var called = name ?? UniqueName();
        return await FromAsync(called, RunningProgram.Start("/bin/bash", Arguments(called, file, behaviour)));
    }

    /// <summary>
    /// Waits until a process that starts has a later start time than anything before. The kernel counts those in ticks of 10 ms, and of a process
    /// from the same tick as a change the agent can't know which came first, so it notifies the application.
    /// </summary>
    public static Task LaterTickAsync()
    {
        var now = TimeProvider.System.GetTimestamp();
        return Wait.Until(() => TimeProvider.System.GetElapsedTime(now) > 2 * Tick, "two ticks went by");
    }

    /// <summary>Takes one that was started elsewhere.</summary>
    public static async Task<TestApplication> FromAsync(string name, RunningProgram program)
    {
        var application = new TestApplication(name, program);
        await program.LineAsync(static line => line.StartsWith("started ", StringComparison.Ordinal));
        return application;
    }

    /// <summary>Sends it a signal, such as <c>KILL</c>.</summary>
    public void Signal(string signal) => _program.Signal(signal);

    public ValueTask DisposeAsync() => _program.DisposeAsync();
}
