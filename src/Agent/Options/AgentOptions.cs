using ConfigSync.Contract;

namespace ConfigSync.Agent.Options;

/// <summary>The agent's options. Each property is a flag of <see cref="AgentFlags"/>, which says what it means.</summary>
internal sealed record AgentOptions
{
    public required IReadOnlyList<SourceOption> Sources { get; init; }

    /// <summary>In the order given, atomic ones first: where two write one file, the first wins.</summary>
    public IReadOnlyList<CopyRule> Copies { get; init; } = [];

    public DriftMode Drift { get; init; }

    public ReloadMode Reload { get; init; }

    /// <summary>A name of <see cref="SignalNames"/>.</summary>
    public string Signal { get; init; } = "SIGHUP";

    /// <summary>Executable name; <see langword="null"/> for the main process.</summary>
    public string? Process { get; init; }

    /// <summary>The containers whose processes can be told apart; without a target among them every source reloads the one application.</summary>
    public IReadOnlyList<ContainerOption> Containers { get; init; } = [];

    public TimeSpan GracePeriod { get; init; } = TimeSpan.FromSeconds(30);

    public Uri? ReloadUrl { get; init; }

    public string ReloadMethod { get; init; } = "POST";

    public Uri? VerifyUrl { get; init; }

    public TimeSpan VerifyTimeout { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary><see langword="null"/> for no HTTP at all.</summary>
    public ListenAddress? Listen { get; init; } = new(null, InjectedNames.AgentPort);

    /// <summary><see langword="null"/> for state in memory only.</summary>
    public string? State { get; init; }

    public bool Once { get; init; }

    /// <summary>To ask whether the agent is ready, and not to be one.</summary>
    public bool Check { get; init; }

    /// <summary>Where to install the program; <see langword="null"/> to work.</summary>
    public string? Install { get; init; }

    public bool InstallHttps { get; init; }

    public bool LogAsText { get; init; }
}

/// <summary>The fate of an application's edit of its copy.</summary>
internal enum DriftMode
{
    Keep,
    Restore,
}

/// <summary>The way in which the application is made to reload.</summary>
internal enum ReloadMode
{
    None,
    Signal,
    Http,
    Restart,
}
