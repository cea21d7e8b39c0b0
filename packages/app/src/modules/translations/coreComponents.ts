import { coreComponentsTranslationRef } from '@backstage/core-components/alpha';
import { createTranslationMessages } from '@backstage/frontend-plugin-api';

export default createTranslationMessages({
  ref: coreComponentsTranslationRef,
  full: false,
  messages: {
    'table.filter.title': '筛选',
    'table.filter.placeholder': '全部结果',
    'table.filter.clearAll': '全部清除',
    'table.body.emptyDataSourceMessage': '没有记录',
    'table.header.actions': '操作',
    'table.toolbar.search': '筛选',
    'table.pagination.labelDisplayedRows': '{from}–{to} / {count}',
    'table.pagination.firstTooltip': '第一页',
    'table.pagination.labelRowsSelect': '行',
    'table.pagination.lastTooltip': '最后一页',
    'table.pagination.nextTooltip': '下一页',
    'table.pagination.previousTooltip': '上一页',
    'signIn.title': '登录',
    'signIn.loginFailed': '登录失败',
    'signIn.guestProvider.title': '访客',
    'signIn.guestProvider.enter': '进入',
    'signIn.guestProvider.subtitle':
      '以访客身份进入。\n身份未经验证，部分功能可能不可用。',
    skipToContent: '跳到内容',
    'copyTextButton.tooltipText': '已复制到剪贴板',
    'errorPage.title': '这里没有内容',
    'errorPage.subtitle': '错误 {{status}}：{{statusMessage}}',
    'errorPage.goBack': '返回',
    'errorPage.showMoreDetails': '显示详情',
    'errorPage.showLessDetails': '收起详情',
    'oauthRequestDialog.message':
      '登录后，{{appTitle}} 才能访问 {{provider}}。',
    'oauthRequestDialog.title': '需要登录',
    'oauthRequestDialog.authRedirectTitle': '将跳转到登录页面。',
    'oauthRequestDialog.login': '登录',
    'oauthRequestDialog.rejectAll': '全部拒绝',
    'logViewer.searchField.placeholder': '搜索',
    'logViewer.downloadBtn.tooltip': '下载日志',
    'logViewer.copyBtn.tooltip': '复制日志',
  },
});
