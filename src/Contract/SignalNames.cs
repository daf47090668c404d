namespace ConfigSync.Contract;

/// <summary>Signals that can make an application reload, by name. Numbers are Linux', the same on x86-64 and arm64.</summary>
public static class SignalNames
{
    private static readonly Dictionary<string, int> Numbers = new(StringComparer.Ordinal)
    {
        ["SIGHUP"] = 1,
        ["SIGINT"] = 2,
        ["SIGQUIT"] = 3,
        ["SIGUSR1"] = 10,
        ["SIGUSR2"] = 12,
        ["SIGALRM"] = 14,
        ["SIGTERM"] = 15,
        ["SIGCONT"] = 18,
        ["SIGURG"] = 23,
        ["SIGWINCH"] = 28,
        ["SIGIO"] = 29,
        ["SIGPWR"] = 30,
    };

    /// <summary>Every name that is accepted. SIGKILL and SIGSTOP are not: no application can act on them.</summary>
    public static IReadOnlyCollection<string> All => Numbers.Keys;

    /// <summary>Finds the number of a signal by its full name.</summary>
    public static bool TryGetNumber(string name, out int number) => Numbers.TryGetValue(name, out number);
}
