namespace ConfigSync.Kubernetes.Connection;

/// <summary>
/// The bearer token that is sent with each request. Tokens of ServiceAccounts expire after an hour and the kubelet rotates the file well before that,
/// so the file is read again every minute, and immediately after a 401.
/// See https://kubernetes.io/docs/concepts/storage/projected-volumes/#serviceaccounttoken.
/// </summary>
public sealed class BearerToken
{
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(1);

    private readonly string? _path;
    private readonly TimeProvider _time;
    private volatile Reading _reading;

    private BearerToken(string? path, string value, TimeProvider time)
    {
        _path = path;
        _time = time;
        _reading = new Reading(value, time.GetTimestamp());
    }

    /// <summary>A token that never changes.</summary>
    public static BearerToken Fixed(string value) => new(null, value, TimeProvider.System);

    /// <summary>A token that is reloaded from a file.</summary>
    public static BearerToken FromFile(string path, TimeProvider time) => new(path, Read(path), time);

    /// <summary>The token to send now. Callers on several threads may read the file twice; the reading is swapped as a whole, so none sees half of one.</summary>
    public string Current
    {
        get
        {
            var reading = _reading;
            return _path is null || _time.GetElapsedTime(reading.At) < Freshness ? reading.Value : Refresh();
        }
    }

    /// <summary>Reads the file again. True when the token changed, so that a refused request is worth repeating.</summary>
    public bool TryRenew()
    {
        var before = _reading.Value;
        return _path is not null && Refresh() != before;
    }

    private string Refresh()
    {
        // The kubelet swaps the file by a rename, so it is never half written. But a node under pressure may fail the read: keep the token, it may still be valid.
        try
        {
            _reading = new Reading(Read(_path!), _time.GetTimestamp());
        }
        catch (ClusterConfigException)
        {
            _reading = _reading with { At = _time.GetTimestamp() };
        }

        return _reading.Value;
    }

    private static string Read(string path)
    {
        try
        {
            var value = File.ReadAllText(path).Trim();
            return value.Length > 0 ? value : throw new ClusterConfigException($"can't read token: '{path}' is empty");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ClusterConfigException($"can't read token '{path}': {e.Message}", e);
        }
    }

    private sealed record Reading(string Value, long At);
}
