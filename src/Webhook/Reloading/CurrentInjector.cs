using ConfigSync.Configuration;
using ConfigSync.Injection;
using ConfigSync.Webhook.Telemetry;

namespace ConfigSync.Webhook.Reloading;

/// <summary>The injector that new requests get. Follows the profiles file: a good one makes a new injector, a bad one is reported and the old one stays.</summary>
internal sealed class CurrentInjector : BackgroundService
{
    private readonly string _profilesFile;
    private readonly FileChanges? _changes;
    private readonly WebhookMetrics _metrics;
    private readonly ILogger _logger;
    private volatile Injector _injector;

    private CurrentInjector(Injector first, string profilesFile, FileChanges? changes, WebhookMetrics metrics, ILogger logger)
    {
        _injector = first;
        _profilesFile = profilesFile;
        _changes = changes;
        _metrics = metrics;
        _logger = logger;
        Announce();
    }

    /// <summary>The one to use for one request from start to end.</summary>
    public Injector Value => _injector;

    /// <summary>Makes the first one, or lists in <paramref name="errors"/> what is wrong with the profiles file.</summary>
    public static CurrentInjector? Load(InjectorOptions options, WebhookMetrics metrics, TimeProvider time, ILogger logger, out IReadOnlyList<string> errors)
    {
        errors = [];
        var settings = options.ToSettings();
        if (options.ProfilesFile.Length == 0)
        {
            return new CurrentInjector(new Injector(settings), "", null, metrics, logger);
        }

        // Before the file is read, so that no change between the two is missed.
        var changes = new FileChanges([options.ProfilesFile], time, logger);
        var profiles = ProfilesFile.Read(options.ProfilesFile, out errors);
        if (errors.Count == 0)
        {
            return new CurrentInjector(new Injector(settings with { Profiles = profiles }), options.ProfilesFile, changes, metrics, logger);
        }

        changes.Dispose();
        return null;
    }

    public override void Dispose()
    {
        _changes?.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (_changes is not null)
        {
            await _changes.NextAsync(stoppingToken);
            var profiles = ProfilesFile.Read(_profilesFile, out var errors);
            if (errors.Count == 0)
            {
                _injector = new Injector(_injector.Settings with { Profiles = profiles });
                _metrics.ProfileReloads.Succeeded();
                Announce();
            }
            else
            {
                _metrics.ProfileReloads.Failed();
                _logger.ProfilesKept(string.Join("; ", errors));
            }
        }
    }

    private void Announce()
    {
        if (_logger.IsEnabled(LogLevel.Information))
        {
            _logger.ProfilesInUse(string.Join(", ", _injector.Settings.Profiles.Names));
        }
    }
}
