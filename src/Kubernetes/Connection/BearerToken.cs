namespace ConfigSync.Kubernetes;

/// <summary>
/// A token that is sent with each request. Tokens of service accounts live for an hour and the kubelet replaces the file well before that,
/// so a file is read again every minute, and at once when the server refused what was read.
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

    /// <summary>A token that is read from a file again and again.</summary>
    public static BearerToken FromFile(string path, TimeProvider time) => new(path, Read(path), time);

    /// <summary>The token to send now.</summary>
    public string Current
    {
        get
        {
            var reading = _reading;
            return _path is null || _time.GetElapsedTime(reading.At) < Freshness ? reading.Value : Refresh();
        }
    }

    /// <summary>Reads the file again. Returns whether it holds another token than before, so that a refused request is worth repeating.</summary>
    public bool TryRenew()
    {
        var before = _reading.Value;
        return _path is not null && Refresh() != before;
    }

    private string Refresh()
    {
        // The kubelet swaps the file by renaming, but a node under pressure may fail the read: the token in hand may well be good still.
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
