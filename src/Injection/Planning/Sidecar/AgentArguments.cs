using System.Globalization;
using ConfigSync.Contract;
using ConfigSync.Injection.Planning.Edits;
using ConfigSync.Injection.Settings;

namespace ConfigSync.Injection.Planning.Sidecar;

/// <summary>The agent's command line: first the files, then how the application is made to reload, then how the agent runs.</summary>
internal static class AgentArguments
{
    private const int TypicalCount = 16;

    public static List<string> Of(PodDraft draft, PodSettings settings, ReloadPlan reload, IReadOnlyList<string> evidence, long? gracePeriodSeconds, int? port)
    {
        var arguments = Files(draft, settings);
        foreach (var watch in draft.Sources)
        {
            if (watch.Restarts && reload.Reload != ReloadValues.Restart)
            {
                arguments.Add(AgentFlags.RestartOn.With(watch.Volume));
            }
        }

        AddReload(arguments, settings, reload, evidence, gracePeriodSeconds);
        arguments.Add(AgentFlags.Interval.With(settings.Interval));
        arguments.Add(AgentFlags.Listen.With(port is { } number ? $":{number.ToString(CultureInfo.InvariantCulture)}" : "off"));
        arguments.Add(AgentFlags.State.With(InjectedNames.StatePath));
        return arguments;
    }

    /// <summary>The command line of the init container that makes the first copy.</summary>
    public static List<string> ForFirstCopy(PodDraft draft, PodSettings settings) =>
        [.. Files(draft, settings), AgentFlags.State.With(InjectedNames.StatePath), AgentFlags.Once.Flag];

    /// <summary>The command line of the init container that installs the program.</summary>
    public static List<string> ForInstallation(PodSettings settings)
    {
        List<string> arguments = [AgentFlags.Install.With(InjectedNames.ProgramPath)];
        if (IsHttps(settings.ReloadUrl) || IsHttps(settings.VerifyUrl))
        {
            arguments.Add(AgentFlags.InstallHttps.Flag);
        }

        return arguments;
    }

    private static bool IsHttps(string? url) => url?.StartsWith("https:", StringComparison.OrdinalIgnoreCase) == true;

    private static List<string> Files(PodDraft draft, PodSettings settings)
    {
        var arguments = new List<string>(TypicalCount);
        foreach (var watch in draft.Sources)
        {
            arguments.Add(AgentFlags.Source.With($"{watch.Volume}:{InjectedNames.SourcesPath}/{watch.Volume}"));
            foreach (var path in watch.Only)
            {
                arguments.Add(AgentFlags.Only.With($"{watch.Volume}/{path}"));
            }

            foreach (var path in watch.Ignored)
            {
                arguments.Add(AgentFlags.Ignore.With($"{watch.Volume}/{path}"));
            }
        }

        foreach (var copy in draft.Copies)
        {
            arguments.Add((copy.InPlace ? AgentFlags.CopyInPlace : AgentFlags.Copy).With($"{copy.Source}:{copy.Target}"));
        }

        if (draft.Copies.Count > 0 && settings.Drift != DriftValues.Keep)
        {
            arguments.Add(AgentFlags.Drift.With(settings.Drift));
        }

        return arguments;
    }

    private static void AddReload(List<string> arguments, PodSettings settings, ReloadPlan reload, IReadOnlyList<string> evidence, long? gracePeriodSeconds)
    {
        // A rollout is the controller's to do; the agent keeps files up to date and leaves the application alone.
        arguments.Add(AgentFlags.Reload.With(reload.Reload == ReloadValues.Rollout ? ReloadValues.None : reload.Reload));
        if (reload.Reload == ReloadValues.Signal)
        {
            arguments.Add(AgentFlags.Signal.With(settings.Signal));
        }

        if (reload.SharesProcesses)
        {
            if (settings.Process is not null)
            {
                arguments.Add(AgentFlags.Process.With(settings.Process));
            }

            arguments.AddRange(evidence);
            if (gracePeriodSeconds is { } seconds && (reload.Reload == ReloadValues.Restart || reload.EnvChanges == EnvChangesValues.Restart))
            {
                arguments.Add(AgentFlags.GracePeriod.With($"{Math.Clamp(seconds, 1, 3600).ToString(CultureInfo.InvariantCulture)}s"));
            }
        }

        if (reload.Reload == ReloadValues.Http)
        {
            arguments.Add(AgentFlags.ReloadUrl.With(settings.ReloadUrl!));
            arguments.Add(AgentFlags.ReloadMethod.With(settings.ReloadMethod));
        }

        if (settings.VerifyUrl is not null)
        {
            arguments.Add(AgentFlags.VerifyUrl.With(settings.VerifyUrl));
            arguments.Add(AgentFlags.VerifyTimeout.With(settings.VerifyTimeout));
        }
    }
}
