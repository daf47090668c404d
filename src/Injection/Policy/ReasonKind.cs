namespace ConfigSync.Injection.Policy;

/// <summary>What a <see cref="Reason"/> is given for.</summary>
public enum ReasonKind
{
    /// <summary>The Pod is admitted; says whether it was changed.</summary>
    Decision,

    /// <summary>The request could not be answered as asked: it is not a review of a Pod that can be read.</summary>
    Malformed,

    /// <summary>A setting of the Pod is wrong; one of them denies it (or, under <c>onError: warn</c>, leaves it uninjected).</summary>
    Fault,

    /// <summary>Something was done otherwise than a reader of the manifest would expect; the client is warned.</summary>
    Warning,

    /// <summary>Something worth knowing that needs no action; recorded, not warned of.</summary>
    Note,

    /// <summary>A mount strategy: what was done to one mount.</summary>
    Strategy,
}
