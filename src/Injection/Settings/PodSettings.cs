using System.Globalization;
using ConfigSync.Contract;
using ConfigSync.Injection.Reading;

namespace ConfigSync.Injection.Settings;

/// <summary>The settings that hold for one Pod, typed.</summary>
internal sealed record PodSettings
{
    public const int HighestPort = 65535;

    private static readonly ResourcePair DefaultCpu = new("1m", "100m");
    private static readonly ResourcePair DefaultMemory = new("10Mi", "32Mi");
    private static readonly string[] DefaultSources = [SettingWords.SourcesConfigMaps];

    /// <summary>Container names, or null for every one that has a source.</summary>
    public IReadOnlyList<string>? Containers { get; private init; }

    public bool WatchesConfigMaps { get; private init; }

    public bool WatchesSecrets { get; private init; }

    /// <summary>Volumes that are sources whatever they show.</summary>
    public IReadOnlyList<string> SourceNames { get; private init; } = [];

    public required string Reload { get; init; }

    public required string Signal { get; init; }

    public string? Process { get; private init; }

    public string? ReloadUrl { get; private init; }

    public required string ReloadMethod { get; init; }

    public string? VerifyUrl { get; private init; }

    public required string VerifyTimeout { get; init; }

    public required string Interval { get; init; }

    public bool Copies { get; private init; }

    public required string SubPath { get; init; }

    public string? TargetClaim { get; private init; }

    /// <summary>In normal form.</summary>
    public string? TargetPath { get; private init; }

    public required string Drift { get; init; }

    public required string EnvChanges { get; init; }

    public long? RunAsUser { get; private init; }

    /// <summary>A value of the annotation sidecar.</summary>
    public required string Sidecar { get; init; }

    public bool IsNative => Sidecar == SettingWords.SidecarNative;

    /// <summary>False when no agent is wanted.</summary>
    public bool HasAgent => Sidecar != SettingWords.SidecarNone;

    public required ResourcePair Cpu { get; init; }

    public required ResourcePair Memory { get; init; }

    /// <summary>The agent's port, or null for ours.</summary>
    public int? AgentPort { get; private init; }

    /// <summary>A value of the annotation agent-image: whose image the agent runs in.</summary>
    public required string AgentImage { get; init; }

    /// <summary>The agent's own image, or null for the operator's.</summary>
    public string? AgentImageReference { get; private init; }

    /// <summary>The Secrets that it is pulled with, or null for the operator's.</summary>
    public IReadOnlyList<string>? AgentPullSecrets { get; private init; }

    public required SettingValues Values { get; init; }

    /// <summary>True when a process of the application has to be found and signalled.</summary>
    public bool NeedsProcess => IsProcessNeeded(Reload, EnvChanges);

    /// <summary>The same for values of the annotations reload and env-changes.</summary>
    public static bool IsProcessNeeded(string reload, string envChanges) =>
        reload is ReloadValues.Signal or ReloadValues.Restart || envChanges == EnvChangesValues.Restart;

    /// <summary>True when root is asked for in a Pod that runs nothing as root; a profile that asks for it is passed over.</summary>
    public bool AsksForForbiddenRoot(PodView pod) => RunAsUser == 0 && pod.Security?.NonRoot == true;

    /// <summary>True when the agent calls the application at this port.</summary>
    public bool CallsPort(int port) => IsPortOf(ReloadUrl, port) || IsPortOf(VerifyUrl, port);

    public static PodSettings From(SettingValues values)
    {
        // A URL means http unless whoever gives it says otherwise: a reload that is given further away was not written with it in mind.
        var reload = values.IsNearer(PodAnnotations.ReloadUrl, PodAnnotations.Reload) ? ReloadValues.Http : values[PodAnnotations.Reload] ?? ReloadValues.Signal;
        var impliedEnvChanges = reload is ReloadValues.Restart or ReloadValues.Rollout ? reload : EnvChangesValues.Ignore;
        var sources = values[PodAnnotations.Sources] is { } list ? SettingRules.List(list) : DefaultSources;
        return new PodSettings
        {
            Values = values,
            Containers = values[PodAnnotations.Containers] is { } containers ? SettingRules.List(containers) : null,
            WatchesConfigMaps = sources.Contains(SettingWords.SourcesConfigMaps),
            WatchesSecrets = sources.Contains(SettingWords.SourcesSecrets),
            SourceNames = Array.FindAll(sources, static source => source is not (SettingWords.SourcesConfigMaps or SettingWords.SourcesSecrets)),
            Reload = reload,
            Signal = values[PodAnnotations.Signal] ?? "SIGHUP",
            Process = values[PodAnnotations.Process],
            ReloadUrl = values[PodAnnotations.ReloadUrl],
            ReloadMethod = values[PodAnnotations.ReloadMethod] ?? "POST",
            VerifyUrl = values[PodAnnotations.VerifyUrl],
            VerifyTimeout = values[PodAnnotations.VerifyTimeout] ?? "30s",
            Interval = values[PodAnnotations.Interval] ?? "60s",
            Copies = values[PodAnnotations.Delivery] == SettingWords.DeliveryCopy,
            SubPath = values[PodAnnotations.SubPath] ?? SettingWords.SubPathAuto,
            TargetClaim = values[PodAnnotations.TargetClaim],
            TargetPath = values[PodAnnotations.TargetPath] is { } path ? PathText.Absolute(path) : null,
            Drift = values[PodAnnotations.Drift] ?? DriftValues.Keep,
            EnvChanges = values[PodAnnotations.EnvChanges] ?? impliedEnvChanges,
            RunAsUser = values[PodAnnotations.RunAsUser] is { } user ? long.Parse(user, CultureInfo.InvariantCulture) : null,
            Sidecar = AgentNeeds.Sidecar(values),
            Cpu = Resources(values[PodAnnotations.AgentCpu]) ?? DefaultCpu,
            Memory = Resources(values[PodAnnotations.AgentMemory]) ?? DefaultMemory,
            AgentPort = values[PodAnnotations.AgentPort] is { } port ? int.Parse(port, CultureInfo.InvariantCulture) : null,
            AgentImage = values[PodAnnotations.AgentImage] ?? SettingWords.AgentImageAuto,
            AgentImageReference = values[PodAnnotations.AgentImageReference],
            AgentPullSecrets = values[PodAnnotations.AgentPullSecrets] is { } secrets ? SecretNames.Of(secrets) : null,
        };
    }

    /// <summary>The same without an agent: what only an agent does is not done. What the Pod itself asks of one is an error.</summary>
    public PodSettings WithoutAgent() => this with
    {
        Reload = Reload == ReloadValues.Rollout ? Reload : ReloadValues.None,
        EnvChanges = EnvChanges == EnvChangesValues.Rollout ? EnvChanges : EnvChangesValues.Ignore,
        VerifyUrl = null,
        Copies = false,
        TargetClaim = null,
        TargetPath = null,
    };

    /// <summary>The same where nothing would start an ended container again.</summary>
    public PodSettings WithoutRestart() => this with
    {
        Reload = Reload == ReloadValues.Restart ? ReloadValues.None : Reload,
        EnvChanges = EnvChanges == EnvChangesValues.Restart ? EnvChangesValues.Ignore : EnvChanges,
    };

    private static bool IsPortOf(string? url, int port) =>
        url is not null && Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.IsLoopback && parsed.Port == port;

    private static ResourcePair? Resources(string? text) => text is not null && ResourcePair.TryParse(text, out var pair) ? pair : null;
}
