using ConfigSync.Contract;
using ConfigSync.Options;

namespace ConfigSync.Agent.Options;

/// <summary>Reads the agent's flags and variables.</summary>
internal static class AgentOptionsReader
{
    private const string Opening = """
        config-sync watches configuration and makes an application take it: it copies, reloads, and verifies.

          config-sync --source=app:/etc/app --reload=signal --process=nginx
          config-sync --source=app:/config --copy=app:/data/config --reload=http --reload-url=http://localhost:9090/-/reload
        """;

    private const string Closing =
        "Exit codes: 0 ended by SIGTERM, --once or --install done, or --check found it ready; 1 the opposite, or the agent hung; 2 invalid options.";

    /// <summary>The program's options.</summary>
    public static ProgramOptions<AgentOptions> Program { get; } = new(new OptionSet(AgentFlags.VariablePrefix, AgentFlags.All), Opening, Closing, Read);

    private static AgentOptions Read(OptionReader reader)
    {
        var defaults = new AgentOptions { Sources = [] };
        var sources = SourceOptionReader.Read(reader.Values, reader.Errors);
        var options = new AgentOptions
        {
            Sources = sources,
            Copies = CopyRuleReader.Read(reader.Values, sources, reader.Errors),
            Drift = reader.Choice(AgentFlags.Drift, defaults.Drift, (DriftValues.Keep, DriftMode.Keep), (DriftValues.Restore, DriftMode.Restore)),
            Reload = reader.Choice(
                AgentFlags.Reload, defaults.Reload,
                (ReloadValues.Signal, ReloadMode.Signal), (ReloadValues.Http, ReloadMode.Http),
                (ReloadValues.Restart, ReloadMode.Restart), (ReloadValues.None, ReloadMode.None)),
            Signal = reader.Text(
                AgentFlags.Signal, $"be one of {string.Join(", ", SignalNames.All)}", defaults.Signal, static name => SignalNames.TryGetNumber(name, out _)),
            Process = Optional(reader, AgentFlags.Process, "be a name without a directory", static name => name.Length > 0 && !name.Contains('/', StringComparison.Ordinal)),
            Containers = ContainerOptionReader.Read(reader.Values, sources, reader.Errors),
            GracePeriod = reader.Duration(AgentFlags.GracePeriod, "0s", "1h", defaults.GracePeriod),
            ReloadUrl = reader.Url(AgentFlags.ReloadUrl),
            ReloadMethod = reader.Choice(AgentFlags.ReloadMethod, defaults.ReloadMethod, ("POST", "POST"), ("PUT", "PUT"), ("GET", "GET")),
            VerifyUrl = reader.Url(AgentFlags.VerifyUrl),
            VerifyTimeout = reader.Duration(AgentFlags.VerifyTimeout, "1s", "1h", defaults.VerifyTimeout),
            Interval = reader.Duration(AgentFlags.Interval, "1s", "1h", defaults.Interval),
            Listen = reader.Read(AgentFlags.Listen, "be [<address>]:<port> or off", defaults.Listen, static (string text, out ListenAddress? value) =>
                (value = ListenAddress.Parse(text)) is not null || text == "off"),
            State = Optional(reader, AgentFlags.State, OptionPaths.AbsoluteRule, OptionPaths.IsCleanAbsolute),
            Once = reader.Switch(AgentFlags.Once),
            Check = reader.Switch(AgentFlags.Check),
            Install = Optional(reader, AgentFlags.Install, OptionPaths.AbsoluteRule, OptionPaths.IsCleanAbsolute),
            InstallHttps = reader.Switch(AgentFlags.InstallHttps),
            LogAsText = reader.Choice(AgentFlags.LogFormat, defaults.LogAsText, ("json", false), ("text", true)),
        };
        Check(options, reader.Errors);
        return options;
    }

    private static string? Optional(OptionReader reader, ProgramOption option, string rule, Func<string, bool> keeps) =>
        reader.Text(option, rule, "", keeps) is { Length: > 0 } text ? text : null;

    // Rules that bind several options.
    private static void Check(AgentOptions options, OptionErrors errors)
    {
        if (options.Install is not null)
        {
            if (options.Sources.Count > 0)
            {
                errors.Add($"{AgentFlags.Install.Flag} must come without {AgentFlags.Source.Flag}: it installs the program and exits");
            }
        }
        else if (options.InstallHttps)
        {
            errors.Add($"{AgentFlags.InstallHttps.Flag} must come with {AgentFlags.Install.Flag}");
        }

        if (options.Check)
        {
            if (options.State is null)
            {
                errors.Add($"{AgentFlags.Check.Flag} must come with {AgentFlags.State.Flag}, the directory of the agent that is asked about");
            }
        }
        else if (options.Install is null && options.Sources.Count == 0 && errors.All.Count == 0)
        {
            errors.Add($"{AgentFlags.Source.Flag} must be given at least once");
        }

        if (options.Reload == ReloadMode.Http && options.ReloadUrl is null)
        {
            errors.Add($"{AgentFlags.ReloadUrl.Flag} must be given with {AgentFlags.Reload.With(ReloadValues.Http)}");
        }

        if (options.Once && options.Copies.Count == 0)
        {
            errors.Add($"{AgentFlags.Once.Flag} must come with a copy to make ({AgentFlags.Copy.Flag} or {AgentFlags.CopyInPlace.Flag})");
        }
    }
}
