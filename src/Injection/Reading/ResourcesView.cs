namespace ConfigSync.Injection.Reading;

/// <summary>Requests and limits of a container or of a Pod. Zero is what is not given: Kubernetes takes a zero for that as well.</summary>
internal readonly record struct ResourcesView(Allotment Cpu, Allotment Memory, Allotment EphemeralStorage)
{
    /// <summary>True when anything is requested or limited, be it of a resource that is of no matter here.</summary>
    public bool HasAny { get; init; }
}

/// <summary>
/// Request and limit of one resource, in thousandths of a CPU or in bytes. A limit without a request is a request as well: the API server sets it so, but a
/// manifest has not been there yet.
/// </summary>
internal readonly record struct Allotment(ulong Request, ulong Limit)
{
    /// <summary>True when the limit's ratio to the request is known.</summary>
    public bool HasRatio => Request > 0 && Limit > 0;

    /// <summary>True when the limit is more times the request than another's is.</summary>
    public bool IsSteeperThan(Allotment other) => (UInt128)Limit * other.Request > (UInt128)other.Limit * Request;
}
