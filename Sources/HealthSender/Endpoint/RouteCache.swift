/// The last few routes of a lane: most requests go where the one before them went.
struct RouteCache {
    private static let routesMax = 8

    private var routes: [Route] = []

    /// The route of an endpoint, made at its first use and whenever anything in the endpoint changed.
    ///
    /// - Throws: `EndpointError`; nothing is remembered then.
    mutating func route(
        to endpoint: Endpoint, addressGuard: AddressGuard
    ) throws(EndpointError) -> Route {
        if let known = routes.first(where: { $0.endpoint == endpoint }) { return known }
        let route = try Route(endpoint, addressGuard: addressGuard)
        routes.insert(route, at: 0)
        if routes.count > RouteCache.routesMax { routes.removeLast() }
        return route
    }
}
