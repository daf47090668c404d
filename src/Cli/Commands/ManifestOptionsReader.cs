using ConfigSync.Cli.Injecting;
using ConfigSync.Cli.Workloads;
using ConfigSync.Configuration;
using ConfigSync.Contract;
using ConfigSync.Injection.Settings;
using ConfigSync.Injection;
using ConfigSync.Options;

namespace ConfigSync.Cli.Commands;

/// <summary>Reads the options of <c>inject</c> and <c>explain</c>: the manifests, and what a cluster would know besides.</summary>
internal static class ManifestOptionsReader
{
    private static readonly ProgramOption Filename =
        new("filename", "<path>", null, "A file, a folder with everything below it, or - for standard input.", Repeatable: true) { Alias = "-f" };

    private static readonly ProgramOption NamespaceLabel = new(
        "namespace-label", string.Join('|', WebhookEntry.NamespaceValues), null,
        "The Namespace's label config-sync.dev/inject; without it only Pods that have the label themselves are injected.");

    private static readonly ProgramOption Profile = new(
        "profile", "<name>", null, "The profile of Pods that name none, instead of the one that the profiles file gives their Namespace.");

    private static readonly ProgramOption Diff = new("diff", null, null, "Print what would change instead of the manifests.");

    /// <summary>The options of <c>inject</c>.</summary>
    public static ProgramOptions<ManifestOptions> Inject { get; } =
        For("kubectl config-sync inject: injects the agent into manifests and prints them; everything else in them stays as it is.", Diff);

    /// <summary>The options of <c>explain</c>.</summary>
    public static ProgramOptions<ManifestOptions> Explain { get; } =
        For("kubectl config-sync explain: shows what happens to each mount of each workload, and why. Changes nothing.");

    private static ProgramOptions<ManifestOptions> For(string opening, params ProgramOption[] own) => new(
        new OptionSet(null, [Filename, NamespaceLabel, Profile, .. InjectorFlags.All, .. own]), opening, Usage.Closing, Read);

    private static ManifestOptions Read(OptionReader reader)
    {
        var names = reader.Values.AllOf(Filename).ToArray();
        if (names.Length == 0)
        {
            reader.Errors.Add($"{Filename.Flag} must be given at least once");
        }

        var options = InjectorOptions.Read(reader);
        var label = reader.Choice<string?>(NamespaceLabel, null, [.. WebhookEntry.NamespaceValues.Select(static value => (value, (string?)value))]);
        var profiles = Profiles(reader, options);
        return new ManifestOptions(names, label, new Injector(options.ToSettings() with { Profiles = profiles }), reader.Switch(Diff));
    }

    private static ProfileSet Profiles(OptionReader reader, InjectorOptions options)
    {
        var profiles = ProfileSet.Empty;
        if (options.ProfilesFile.Length > 0)
        {
            profiles = ProfilesFile.Read(options.ProfilesFile, out var errors);
            foreach (var error in errors)
            {
                reader.Errors.AddLine(error);
            }
        }

        if (reader.Values.Last(Profile) is not { } chosen || reader.Errors.All.Count > 0)
        {
            return profiles;
        }

        if (profiles.TryGet(chosen, out _))
        {
            return profiles.WithChosen(chosen);
        }

        reader.Errors.Add(Profile.Flag, $"be one of {string.Join(", ", profiles.Names)}", chosen);
        return profiles;
    }
}
