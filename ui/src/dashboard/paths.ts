/** Addresses of the dashboards. */
export const dashboardsPath = '/dashboards';

export const dashboardPath = (dashboard: string) => `${dashboardsPath}/${dashboard}`;
