import {
  Sidebar,
  SidebarDivider,
  SidebarGroup,
  SidebarItem,
  SidebarScrollWrapper,
  SidebarSpace,
} from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  NavContentBlueprint,
  type NavContentComponentProps,
  type NavContentNavItem,
} from '@backstage/plugin-app-react';
import { SidebarSearchModal } from '@backstage/plugin-search';
import { UserSettingsSignInAvatar } from '@backstage/plugin-user-settings';
import MenuIcon from '@material-ui/icons/Menu';
import SearchIcon from '@material-ui/icons/Search';
import { SidebarLogo } from './SidebarLogo';
import { navTranslationRef } from './translation';
import { useNavTitle } from './useNavTitle';

/** In the order of the working day; what a plugin adds later goes below. */
const WORKING_DAY = [
  'page:service-map',
  'page:fleet',
  'page:catalog',
  'page:api-docs',
];

function NavItem(item: NavContentNavItem) {
  const titleOf = useNavTitle();
  return (
    <SidebarItem
      icon={() => item.icon}
      to={item.href}
      text={titleOf({ id: item.node.spec.id, title: item.title })}
    />
  );
}

function PortalSidebar(props: NavContentComponentProps) {
  const { t } = useTranslationRef(navTranslationRef);
  const nav = props.navItems.withComponent(NavItem);
  nav.take('page:search'); // the search dialog stands in its place

  return (
    <Sidebar>
      <SidebarLogo />
      <SidebarGroup label={t('search')} icon={<SearchIcon />} to="/search">
        <SidebarSearchModal />
      </SidebarGroup>
      <SidebarDivider />
      <SidebarGroup label={t('menu')} icon={<MenuIcon />}>
        {WORKING_DAY.map(page => nav.take(page))}
        <SidebarScrollWrapper>
          {nav.rest({ sortBy: 'title' })}
        </SidebarScrollWrapper>
      </SidebarGroup>
      <SidebarSpace />
      <SidebarDivider />
      <SidebarGroup
        label={t('settings')}
        icon={<UserSettingsSignInAvatar />}
        to="/settings"
      >
        {nav.take('page:app-visualizer')}
        {nav.take('page:user-settings')}
      </SidebarGroup>
    </Sidebar>
  );
}

export const SidebarContent = NavContentBlueprint.make({
  params: { component: props => <PortalSidebar {...props} /> },
});
