using System.CommandLine;
using ConfigSync.Injection;
using ConfigSync.Injection.Settings;
using ConfigSync.Webhook.Configuration;
using ConfigSync.Webhook.Offline.Workloads;
using ConfigSync.Webhook.Profiles;

namespace ConfigSync.Webhook.Offline;

/// <summary>What <c>inject</c> and <c>explain</c> are told: the manifests, and what a cluster would know besides.</summary>
internal sealed class OfflineOptions
{
    // The settings of the webhook that have a say in what is decided.
    private static readonly string[] Shared = ["profiles-file", "agent-image", "agent-image-pull-policy", "agent-pull-secrets", "on-error"];

    private readonly Option<string[]> _files = new("--filename", "-f")
    {
        Description = "A file, a folder with everything below it, or - for standard input; may be given more than once.",
        HelpName = "path",
        Required = true,
    };

    private readonly Option<string?> _namespaceLabel = new("--namespace-label")
    {
        Description = "What the Namespace's label config-sync.dev/inject says; without it only Pods that have the label themselves are injected.",
        HelpName = string.Join('|', WebhookEntry.NamespaceValues),
    };

    private readonly Option<string?> _profile = new("--profile")
    {
        Description = "The profile that holds for Pods that name none, in place of what the profiles file says about their Namespace.",
        HelpName = "name",
    };

    private readonly (WebhookOption Setting, Option<string?> Flag)[] _settings =
    [
        .. WebhookOptionList.All.Where(static option => Shared.Contains(option.Name)).Select(static option => (option, new Option<string?>(option.Flag)
        {
            Description = $"{option.Help} The same as for serve.",
            HelpName = option.Form,
        })),
    ];

    /// <summary>Adds the flags to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_files);
        command.Options.Add(_namespaceLabel);
        command.Options.Add(_profile);
        Array.ForEach(_settings, setting => command.Options.Add(setting.Flag));
    }

    /// <summary>Reads what was typed.</summary>
    /// <param name="parsed">It.</param>
    /// <param name="faults">Everything that is wrong with it, a line each; then there is no request.</param>
    public OfflineRequest? Read(ParseResult parsed, out IReadOnlyList<string> faults)
    {
        var found = new List<string>();
        var options = new WebhookOptions();
        foreach (var (setting, flag) in _settings.Where(setting => parsed.GetResult(setting.Flag) is not null))
        {
            var value = parsed.GetValue(flag) ?? "";
            options = setting.Read(options, value) ?? Fault(options, found, $"invalid option: {setting.Flag} must {setting.Rule} (was '{value}')");
        }

        var label = parsed.GetValue(_namespaceLabel);
        if (label is not null && !WebhookEntry.NamespaceValues.Contains(label))
        {
            found.Add($"invalid option: {_namespaceLabel.Name} must be one of {string.Join(", ", WebhookEntry.NamespaceValues)} (was '{label}')");
        }

        var profiles = Profiles(options, parsed.GetValue(_profile), found);
        faults = found;
        return found.Count > 0 ? null : new OfflineRequest(parsed.GetValue(_files) ?? [], label, new Injector(InjectorSettings.From(options) with { Profiles = profiles }));
    }

    private ProfileSet Profiles(WebhookOptions options, string? chosen, List<string> found)
    {
        var profiles = ProfileSet.Empty;
        if (options.ProfilesFile.Length > 0)
        {
            profiles = ProfilesFile.Read(options.ProfilesFile, out var faults);
            found.AddRange(faults);
        }

        if (chosen is null || found.Count > 0)
        {
            return profiles;
        }

        if (!profiles.TryGet(chosen, out _))
        {
            found.Add($"invalid option: {_profile.Name} must be one of {string.Join(", ", profiles.Names)} (was '{chosen}')");
            return profiles;
        }

        return profiles.WithChosen(chosen);
    }

    private static T Fault<T>(T unchanged, List<string> faults, string fault)
    {
        faults.Add(fault);
        return unchanged;
    }
}
