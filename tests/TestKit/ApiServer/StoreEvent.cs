namespace ConfigSync.TestKit.ApiServer;

/// <summary>A change of the store, with what was before and what is now.</summary>
internal sealed record StoreEvent(long Version, StoredObject? Before, StoredObject? After)
{
    public StoredObject Latest => After ?? Before!;
}
