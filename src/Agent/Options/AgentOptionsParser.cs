using System.Collections;
using ConfigSync.Contract;

namespace ConfigSync.Agent.Options;

/// <summary>Flags and variables to options. Every fault is found and told at once; a pure function of its arguments.</summary>
internal static class AgentOptionsParser
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public static ParsedOptions Parse(IReadOnlyList<string> arguments, IDictionary environment)
    {
        var faults = new OptionFaults();
        var values = OptionValues.Read(arguments, environment, faults);
        if (values.Help || values.Version)
        {
            return new ParsedOptions(null, [], values.Help, values.Version);
        }

        var reader = new OptionReader(values, faults);
        var options = Build(reader, values, faults);
        Check(options, faults);
        return faults.All.Count == 0 ? new ParsedOptions(options, [], false, false) : new ParsedOptions(null, faults.All, false, false);
    }

    private static AgentOptions Build(OptionReader reader, OptionValues values, OptionFaults faults)
    {
        var defaults = new AgentOptions { Sources = [] };
        var sources = SourceOptionReader.Read(values, faults);
        return new AgentOptions
        {
            Sources = sources,
            Copies = CopyRuleReader.Read(values, sources, faults),
            Drift = reader.Choice(AgentFlags.Drift, [(DriftValues.Keep, DriftMode.Keep), (DriftValues.Restore, DriftMode.Restore)], defaults.Drift),
            Reload = reader.Choice(
                AgentFlags.Reload,
                [
                    (ReloadValues.Signal, ReloadMode.Signal), (ReloadValues.Http, ReloadMode.Http),
                    (ReloadValues.Restart, ReloadMode.Restart), (ReloadValues.None, ReloadMode.None),
                ],
                defaults.Reload),
            Signal = reader.Signal(AgentFlags.Signal, defaults.Signal),
            Process = reader.ExecutableName(AgentFlags.Process),
            Targets = reader.Count(AgentFlags.Targets, defaults.Targets),
            GracePeriod = reader.Duration(AgentFlags.GracePeriod, TimeSpan.Zero, Hour, defaults.GracePeriod),
            ReloadUrl = reader.Url(AgentFlags.ReloadUrl),
            ReloadMethod = reader.Choice(AgentFlags.ReloadMethod, [("POST", "POST"), ("PUT", "PUT"), ("GET", "GET")], defaults.ReloadMethod),
            VerifyUrl = reader.Url(AgentFlags.VerifyUrl),
            VerifyTimeout = reader.Duration(AgentFlags.VerifyTimeout, Second, Hour, defaults.VerifyTimeout),
            Interval = reader.Duration(AgentFlags.Interval, Second, Hour, defaults.Interval),
            Listen = reader.Listen(AgentFlags.Listen, defaults.Listen),
            State = reader.AbsolutePath(AgentFlags.State),
            Once = reader.Choice(AgentFlags.Once, [("true", true), ("false", false)], defaults.Once),
            Install = reader.AbsolutePath(AgentFlags.Install),
            LogAsText = reader.Choice(AgentFlags.LogFormat, [("json", false), ("text", true)], defaults.LogAsText),
        };
    }

    // What no single flag can be blamed for.
    private static void Check(AgentOptions options, OptionFaults faults)
    {
        if (options.Install is not null)
        {
            if (options.Sources.Count > 0)
            {
                faults.Add($"{AgentFlags.Install.Switch} must come without {AgentFlags.Source.Switch}: it installs the program and exits");
            }
        }
        else if (options.Sources.Count == 0 && faults.All.Count == 0)
        {
            faults.Add($"{AgentFlags.Source.Switch} must be given at least once");
        }

        if (options.Reload == ReloadMode.Http && options.ReloadUrl is null)
        {
            faults.Add($"{AgentFlags.ReloadUrl.Switch} must be given with {AgentFlags.Reload.Switch}=http");
        }

        if (options.Once && options.Copies.Count == 0)
        {
            faults.Add($"{AgentFlags.Once.Switch} must come with a copy to make ({AgentFlags.Copy.Switch} or {AgentFlags.CopyInPlace.Switch})");
        }
    }
}
